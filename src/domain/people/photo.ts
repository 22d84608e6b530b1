/** A photo is small enough to travel over a bad line and too small for anything but knowing a face. */
export const MOST_PHOTO_BYTES = 60_000;
/** Pixels of its longer side. */
export const MOST_PHOTO_SIDE = 640;
