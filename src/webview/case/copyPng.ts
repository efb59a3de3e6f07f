/** Twice as many pixels as CSS pixels: sharp on a slide. */
const scale = 2;

/**
 * Puts a self-contained SVG onto the clipboard as a picture.
 * @throws where the clipboard refuses, as it does to a page without the focus
 */
export async function copyPng(svg: string): Promise<void> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth * scale;
  canvas.height = picture.naturalHeight * scale;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas to draw on');
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('no picture came of the drawing');
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}
