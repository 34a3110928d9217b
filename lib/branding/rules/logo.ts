import { logoLimitBytes, type LogoType } from "../terms.ts";

export type ReadLogo = { type: LogoType; width: number; height: number } | { refusal: string };

const smallest = 16;
const largest = 4_000;

/** What a file is by its own bytes, whatever it was called. Only its size is read of it; nothing in it is run or drawn here. */
export function readLogo(bytes: Uint8Array): ReadLogo {
  if (bytes.length > logoLimitBytes) return { refusal: `This file is ${Math.ceil(bytes.length / 1024)} kB. Choose one of at most ${logoLimitBytes / 1024} kB.` };
  const found = readPng(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
  if (!found) return { refusal: isSvg(bytes) ? "An SVG can carry scripts, so it is not taken. Export the logo as PNG or WebP." : "This is no PNG, WebP or JPEG picture, or it is damaged. Choose another file." };
  if (Math.min(found.width, found.height) < smallest || Math.max(found.width, found.height) > largest) return { refusal: `This picture is ${found.width} × ${found.height} pixels. Choose one between ${smallest} and ${largest.toLocaleString("en")} on each side.` };
  return found;
}

interface Found {
  type: LogoType;
  width: number;
  height: number;
}

/** PNG, section 5.2 and 11.2.1: signature, then IHDR. */
function readPng(bytes: Uint8Array): Found | null {
  if (bytes.length < 33 || !startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) || ascii(bytes, 12, 4) !== "IHDR") return null;
  const view = viewOf(bytes);
  return { type: "png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** RFC 9649, section 2: a RIFF file with one of three first chunks. */
function readWebp(bytes: Uint8Array): Found | null {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== "RIFF" || ascii(bytes, 8, 4) !== "WEBP") return null;
  const view = viewOf(bytes);
  const kind = ascii(bytes, 12, 4);
  if (kind === "VP8X") return { type: "webp", width: 1 + (view.getUint32(24, true) & 0xff_ff_ff), height: 1 + (view.getUint32(26, true) >>> 8) };
  if (kind === "VP8L" && view.getUint8(20) === 0x2f) return lossless(view.getUint32(21, true));
  if (kind === "VP8 " && startsWith(bytes.subarray(23), [0x9d, 0x01, 0x2a])) return { type: "webp", width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  return null;
}

function lossless(bits: number): Found {
  return { type: "webp", width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

/** ITU T.81, annex B: segments up to the frame's header, which has the size. */
function readJpeg(bytes: Uint8Array): Found | null {
  if (!startsWith(bytes, [0xff, 0xd8, 0xff])) return null;
  const view = viewOf(bytes);
  let at = 2;
  while (at + 9 < bytes.length) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { type: "jpg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    const length = marker === 0xff ? -1 : view.getUint16(at + 2);
    if (length >= 0 && length < 2) return null;
    at += length === -1 ? 1 : 2 + length;
  }
  return null;
}

// All SOFn but those that are tables: DHT, JPG, DAC.
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function isSvg(bytes: Uint8Array): boolean {
  return /<svg[\s>]/i.test(ascii(bytes, 0, Math.min(bytes.length, 1_000)));
}

function startsWith(bytes: Uint8Array, wanted: readonly number[]): boolean {
  return bytes.length >= wanted.length && wanted.every((byte, index) => bytes[index] === byte);
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
