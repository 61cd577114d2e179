const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder >>> 0;
});

/** CRC-32 (ISO-HDLC, the one of zip and of Python's `zlib.crc32`) of the UTF-8 bytes of `text`, as 8 hexadecimal digits. */
export function crc32(text: string): string {
  let crc = 0xffffffff;
  const add = (byte: number) => {
    crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  };
  for (let index = 0; index < text.length; index += 1) {
    let point = text.charCodeAt(index);
    if (point < 0x80) {
      add(point);
      continue;
    }
    if (point >= 0xd800 && point <= 0xdfff) {
      const whole = text.codePointAt(index) ?? point;
      // A lone surrogate has no UTF-8 form; encoders write U+FFFD for it.
      if (whole > 0xffff) index += 1;
      point = whole > 0xffff ? whole : 0xfffd;
    }
    if (point < 0x800) add(0xc0 | (point >> 6));
    else {
      if (point < 0x10000) add(0xe0 | (point >> 12));
      else {
        add(0xf0 | (point >> 18));
        add(0x80 | ((point >> 12) & 0x3f));
      }
      add(0x80 | ((point >> 6) & 0x3f));
    }
    add(0x80 | (point & 0x3f));
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}
