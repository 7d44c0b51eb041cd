// What reads QR codes out of a video, however it does it. No picture leaves the browser.

/** Finds QR codes in the picture that a video shows now. */
export interface Decoder {
  /**
   * The texts of all QR codes in the picture.
   *
   * @throws NoDecoder if this and every later call is in vain
   */
  read(video: HTMLVideoElement): Promise<string[]>;
  /** Ends it; it is not used any more. */
  stop(): void;
}
