// Makes a picture easier to read: sharper, larger. Grey is enough, and quicker.

/** A picture as `ImageData` has it. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Brightness of pixels, row by row. */
interface Grey {
  readonly values: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** How strongly edges are drawn: of what blurring takes away, so much is added. */
const SHARPNESS = 3;
const WHOLE_BITS = 8;
const WHOLE = 1 << WHOLE_BITS;
const OPAQUE = 0xff000000;
const IN_ALL_COLOURS = 0x010101;

/** The picture in grey, sharpened if need be, and enlarged. */
export function retouched(picture: Pixels, how: { readonly enlarged: number; readonly isSharpened: boolean }): ImageData {
  const grey = greyOf(picture);
  return enlarged(how.isSharpened ? sharpened(grey) : grey, how.enlarged);
}

function greyOf({ data, width, height }: Pixels): Grey {
  const values = new Uint8ClampedArray(width * height);
  for (let pixel = 0, from = 0; pixel < values.length; pixel += 1, from += 4) {
    // Weights of brightness (BT.601) in 256ths.
    values[pixel] = (77 * data[from]! + 150 * data[from + 1]! + 29 * data[from + 2]!) >> 8;
  }
  return { values, width, height };
}

/** Unsharp masking with the mean of 3 by 3 pixels; the outermost pixels stay as they are. */
function sharpened({ values, width, height }: Grey): Grey {
  const result = values.slice();
  for (let row = 1; row < height - 1; row += 1) {
    for (let at = row * width + 1, end = (row + 1) * width - 1; at < end; at += 1) {
      const above = values[at - width - 1]! + values[at - width]! + values[at - width + 1]!;
      const level = values[at - 1]! + values[at]! + values[at + 1]!;
      const below = values[at + width - 1]! + values[at + width]! + values[at + width + 1]!;
      result[at] = values[at]! + SHARPNESS * (values[at]! - (above + level + below) / 9);
    }
  }
  return { values: result, width, height };
}

/** Larger, with even transitions between the pixels (bilinear). */
function enlarged({ values, width, height }: Grey, times: number): ImageData {
  const result = new ImageData(width * times, height * times);
  const pixels = new Uint32Array(result.data.buffer);
  const columns = between(width, times);
  const rows = between(height, times);
  for (let row = 0, to = 0; row < result.height; row += 1) {
    const top = rows.first[row]! * width;
    const bottom = rows.second[row]! * width;
    const down = rows.weight[row]!;
    for (let column = 0; column < result.width; column += 1, to += 1) {
      const left = columns.first[column]!;
      const right = columns.second[column]!;
      const across = columns.weight[column]!;
      const upper = values[top + left]! * (WHOLE - across) + values[top + right]! * across;
      const lower = values[bottom + left]! * (WHOLE - across) + values[bottom + right]! * across;
      const grey = (upper * (WHOLE - down) + lower * down) >> (2 * WHOLE_BITS);
      pixels[to] = OPAQUE | (grey * IN_ALL_COLOURS);
    }
  }
  return result;
}

/** The two old pixels that each new one is between, and how near it is to the second, in parts of `WHOLE`. */
function between(length: number, times: number) {
  const exact = Float64Array.from({ length: length * times }, (_, place) => Math.max(0, (place + 0.5) / times - 0.5));
  return {
    first: Uint16Array.from(exact, Math.floor),
    second: Uint16Array.from(exact, (place) => Math.min(Math.floor(place) + 1, length - 1)),
    weight: Uint16Array.from(exact, (place) => Math.round((place % 1) * WHOLE)),
  };
}
