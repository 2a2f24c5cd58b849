/** The most that a screenshot may weigh, in bytes: the catalog loads all of them at once. */
const MOST_BYTES = 250 * 1024;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** One sentence for each picture that is not what its name says, or that is too heavy or too small to read. */
export function checkPictures(pictures: Array<{ path: string; bytes: Buffer }>): string[] {
  return pictures.flatMap(({ path, bytes }) => {
    if (!path.endsWith('.png') || !bytes.subarray(0, PNG.length).equals(PNG)) {
      return [`${path} is not a PNG picture.`];
    }
    const width = bytes.readUInt32BE(16);
    return [
      ...(bytes.length > MOST_BYTES ? [`${path} has ${bytes.length} bytes, more than ${MOST_BYTES}.`] : []),
      ...(width < 800 ? [`${path} is ${width} pixels wide: too small to read.`] : []),
    ];
  });
}
