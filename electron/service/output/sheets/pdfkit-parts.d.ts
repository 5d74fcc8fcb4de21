/** Parts of pdfkit that its published types leave out: layers, places on the earth and remembered texts need them. */
declare namespace PDFKit {
  interface PDFDocument {
    /** The catalogue of the document. */
    readonly _root: PDFKitReference;
    /** The font that texts are written with now. */
    readonly _font: PDFKitFont;
  }
  interface PDFKitFont {
    /** Glyphs and places of a text; what comes back is read, never changed. */
    layoutRun(text: string, features?: readonly string[]): object;
  }
  interface PDFPage {
    readonly resources: PDFKitReference;
    /** What is drawn on the page. */
    readonly content: PDFKitReference;
  }
  interface PDFKitReference {
    end(): void;
    /** What was written so far, whether it is compressed when it goes to the file, and going there. */
    buffer: Uint8Array[];
    compress: boolean;
    finalize(): void;
  }
}
