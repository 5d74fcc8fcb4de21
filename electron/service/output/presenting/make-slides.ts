import type { DrawnSlide, Opens, PresentationEdition } from '#shared/contract/presentation.ts';
import { type DrawnSlidePage, drawSlide, SLIDE } from '#shared/presenting/draw-slide.ts';
import { slidesToHtml } from '#shared/presenting/to-html.ts';
import { toSvg } from '#shared/sheets/to-svg.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { ChangesContext } from '../changes/changes-context.ts';
import { sheetFonts } from '../sheets/fonts.ts';
import { pdfBytes } from '../sheets/pdf-bytes.ts';
import { gatherSlides, type Slide } from './gather-slides.ts';

interface Wanted {
  readonly period: string;
  readonly edition: PresentationEdition;
}

interface Presentation {
  readonly title: string;
  readonly slides: readonly { readonly slide: Slide; readonly page: DrawnSlidePage<Opens> }[];
}

async function draw(context: ChangesContext, { period, edition }: Wanted): Promise<Presentation> {
  const slides = await gatherSlides(context, period, edition);
  const { measure } = sheetFonts();
  const left = `${periodTitle(period)}情况汇报${edition === 'redacted' ? '' : '　内部使用'}`;
  return {
    title: `${slides[0]?.title ?? ''} ${periodTitle(period)}`,
    slides: slides.map((slide, i) => ({
      slide,
      page: drawSlide(slide, { left, number: i + 1, of: slides.length }, measure),
    })),
  };
}

function svgOf({ marks }: Pick<DrawnSlidePage<Opens>, 'marks'>): string {
  return toSvg({ ...SLIDE, marks }, sheetFonts().measure);
}

/** The slides of a quarter as pictures, with where their figures stand. */
export async function drawnSlides(
  context: ChangesContext,
  wanted: Wanted,
): Promise<{ title: string; slides: DrawnSlide[] }> {
  const { title, slides } = await draw(context, wanted);
  return {
    title,
    slides: slides.map(({ slide, page }) => ({
      title: slide.title,
      svg: svgOf(page),
      ...SLIDE,
      spots: [...page.spots],
    })),
  };
}

/** The slides as a file. Errors: DISK_WRITE. */
export async function writeSlides(
  context: QueryContext,
  { format, ...wanted }: Wanted & { readonly format: 'pdf' | 'html' },
): Promise<Uint8Array> {
  const presentation = await draw(context, wanted);
  if (format === 'pdf') return await toPdf(context, presentation);
  const svgs = presentation.slides.map(({ page }) => svgOf(page));
  return new TextEncoder().encode(slidesToHtml(presentation.title, svgs));
}

async function toPdf({ now, workspace }: QueryContext, { title, slides }: Presentation): Promise<Uint8Array> {
  const pages = slides.map(({ slide, page }) => ({
    page: { ...SLIDE, marks: page.marks, anchor: '', title: slide.title, maps: [], blocks: [] },
    outlined: true,
  }));
  return await pdfBytes({ title, author: workspace.name, at: now }, pages);
}
