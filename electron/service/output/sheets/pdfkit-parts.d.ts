/** Parts of pdfkit that its published types leave out: layers and places on the earth need them. */
declare namespace PDFKit {
  interface PDFDocument {
    /** The catalogue of the document. */
    readonly _root: PDFKitReference;
  }
  interface PDFPage {
    readonly resources: PDFKitReference;
  }
  interface PDFKitReference {
    end(): void;
  }
}
