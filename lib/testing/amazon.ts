import { createSign } from "node:crypto";

/** A certificate made for these tests, as Amazon SNS would present its own. */
export const amazonCertificate = `-----BEGIN CERTIFICATE-----
MIIDGzCCAgOgAwIBAgIUM86M59EyQpaZg11/WeqbqBRUe7cwDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRc25zLmFtYXpvbmF3cy5jb20wIBcNMjYxMTI2MDE0NDAy
WhgPMjEyNjExMDIwMTQ0MDJaMBwxGjAYBgNVBAMMEXNucy5hbWF6b25hd3MuY29t
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArru1ABJeHv3ZbfqPFCTx
8ETiVs5Z5oXXgomzAzANMfYHNxeQbg1+2FL5MuotZXINcTVXJXF/0rvTOhMPWx7I
TR4+Cn08s12/5ZgKejEJU5Gubk2rWZeZz3YdSzPhTNwT2f3jJA3cYQ3ATqqtc4Ev
1ODsd6Q/51z9yvMeG6Sy7HSs1EqAF2QfG+1tE6hiJd9xHogxxGRTXZ8LSk1CLdhN
Q+03gBb/4HFSsxiC2rVNLMRux8WV1wa5D34EbR7U3tb5blyxWhmeOc4l1rHxUSEt
UgkT910n8vEvruz16/uFHYp2JUPsvJvJsN2F3cGcA2CiZwjph940OuugNTeIjIFR
qwIDAQABo1MwUTAdBgNVHQ4EFgQUJvDHJBorgbiNuxXyIi29cUferv8wHwYDVR0j
BBgwFoAUJvDHJBorgbiNuxXyIi29cUferv8wDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOCAQEAYAjw3802rqZ0Uw+LdtUj6AgwCfnWspQc+fw4L8Yapfk8
Avvcro6rnQepZXNz5tJ+J2hFXZAoBXqed3DVRAfUOX0vd3DnyWufqvJzC8uKULNr
e5Xrje82vd6icS9wxfNVcB69r0cRxQs9DhKkNcqA/tLc63gcOnT2s07rUg5+e2AK
X37hksKdHapc+yG/6tquUVE4guQLx2+fvCd/QYSXPJhP5zVLzQSI5afiynir9sH3
mUIf5ieBrNIqeA1qE1kW+/lG38eVyjMfhChSg7T9yb4Wto6bH/E+RgEWs3aji5pc
wuhkf7QhmN68AA66QAdgZbi468IR7UT/M73D3hLFSQ==
-----END CERTIFICATE-----
`;

const privateKey = `-----BEGIN PRIVATE KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQCuu7UAEl4e/dlt
+o8UJPHwROJWzlnmhdeCibMDMA0x9gc3F5BuDX7YUvky6i1lcg1xNVclcX/Su9M6
Ew9bHshNHj4KfTyzXb/lmAp6MQlTka5uTatZl5nPdh1LM+FM3BPZ/eMkDdxhDcBO
qq1zgS/U4Ox3pD/nXP3K8x4bpLLsdKzUSoAXZB8b7W0TqGIl33EeiDHEZFNdnwtK
TUIt2E1D7TeAFv/gcVKzGILatU0sxG7HxZXXBrkPfgRtHtTe1vluXLFaGZ45ziXW
sfFRIS1SCRP3XSfy8S+u7PXr+4UdinYlQ+y8m8mw3YXdwZwDYKJnCOmH3jQ666A1
N4iMgVGrAgMBAAECggEAED4KmTMb5K2cJIkB+9FjW/5LO956pN8UJWI/bbBtyZMh
IJHkLxa6D8nGuGDkT2XGshtPOn/ObfxfqipTZxj5bZG+GqOBnPq9982mS617PHVy
TXaS0wUwmwRTvMXZz5c1kTH0h0lyjuMEWUusS+xaUeOGl6iA+DTAsrjet5sbtrcK
VUhwN/kWrEAI7aANL1YvTparhePCdcXWymFGJMB+hYQqc8dMLsPrHuswhBVnCRbC
RGPU52aiEWouyukgK/fEbqGfsKJ6dGKL0H+oFQzLodYUD9WVO44UqKCa2ixqQODl
wLiXkVMCZGUm8Z12fUZLsRSY9D+OGIRBiwXyu5BCgQKBgQDlvLcOOwKgjhTplhrc
Ykx8vBmm+wQx6iF2h1z28iOVbkFr4pCEq4R395f5CKVhMl8tSaZzUCXCcb6op9je
upt1GBYODC3ZYj8MIWac5ovqopEhru5qMoDnuQz0ElHF+HWQ17VlARGm9uQjNf9D
8DthZvar5eYdICTd0vAiL+GAmwKBgQDCtUubh5vg1H9gdUZ4grfSu/C4/NdKkZDj
P/6POWjwu4EaHYksHjqZuxGfiNzcErFtZlU0i2/HC3/P39W3ZfU9ImsEB2aDKric
L4R0qOhEl4cprApY2a5MDIOUebcB/XK/Pyuuew2X6OPl0RePmOlfnmYzLPUiXRKm
LNkPOmBcMQKBgQClzuI/fw+SWXl2bUPNs5SIoinRfnG0pMqqBWBvSqur+ft1pfuw
BSqCe0xQDJFv6S8QPIvJxhq6j+WPTDUV65CvnkastNWSg3oFg0XQEAUDv3kH2n1w
YCrxE3np3h7uxzfy5fyhfXgEDUTytNIbcpMo5Ws6/Z5rfvucrdVqlywl6QKBgD45
UgBSRi6DunFJCUxZ+gUOqs9zfhoGixcUzHVZE4Bba9a8uamvv2qBrhAd3Pc3whwE
KBayuPYTZrU4A0SpAMaYyTpwYwJoFLdVOC9QC2pgQoG+yU+7wUfsd+BrRWENbi5Q
MdWA3cc+VhaLy8vIQkycgmy4YV6p/9u7WWLUdRcBAoGBALRgkj9veTZC6Kqlq56Z
Tq8S9j9AtERI+64DCoUFMiX7swo1aZ5VDH09V236yiB5hSUdiZM0MsSLXxZQy9rI
szZT3OS/Dn33GV7nvfoq2tHtwJuvgzjHcCDWqVLsv24FWIAIDc/k3byVlVSH2sUC
FtxmayAxNb7Vcr/n/1mLN4zn
-----END PRIVATE KEY-----
`;

export const amazonTopic = "arn:aws:sns:eu-central-1:123456789012:mail-events";

export interface SnsFields {
  Type: "Notification" | "SubscriptionConfirmation";
  MessageId: string;
  TopicArn?: string;
  Message: string;
  Subject?: string;
  Timestamp: string;
  Token?: string;
  SubscribeURL?: string;
  SignatureVersion?: "1" | "2";
  SigningCertURL?: string;
}

/** An SNS message, signed as Amazon documents it. */
export function signedBySns(fields: SnsFields): string {
  const message = { TopicArn: amazonTopic, SignatureVersion: "2" as const, SigningCertURL: "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0.pem", ...fields };
  const names = message.Type === "Notification" ? (["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] as const) : (["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"] as const);
  const text = names.flatMap((name) => (message[name] === undefined ? [] : [`${name}\n${message[name]}\n`])).join("");
  const signature = createSign(message.SignatureVersion === "1" ? "RSA-SHA1" : "RSA-SHA256").update(text).sign(privateKey, "base64");
  return JSON.stringify({ ...message, Signature: signature });
}
