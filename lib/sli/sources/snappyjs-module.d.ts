declare module "snappyjs" {
  const snappy: {
    compress(bytes: Uint8Array): Uint8Array;
    /** Throws when it is not snappy's block format, or would become longer than `mostBytes`. */
    uncompress(bytes: Uint8Array, mostBytes?: number): Uint8Array;
  };
  export default snappy;
}
