import type { DrawnSlide, Opens } from '#shared/contract/presentation.ts';
import { SvgPage } from '../../../components/svg-page.tsx';
import { goTo } from '../../../routes/navigation.ts';
import type { Route } from '../../../routes/routes.ts';
import './present.css';

/** A slide; where it is live, each figure is a button that opens what it counts. */
export function SlideView({ slide, live }: { slide: DrawnSlide; live: boolean }) {
  const { title, svg, width, height, spots } = slide;
  const part = (of: number, whole: number) => `${(of / whole) * 100}%`;
  return (
    <div className="slide" style={{ aspectRatio: `${width} / ${height}` }}>
      <SvgPage svg={svg} title={title} />
      {live &&
        spots.map(({ box, label, opens }) => (
          <button
            key={`${box.x} ${box.y}`}
            type="button"
            className="slide-spot"
            aria-label={`${label}，打开明细`}
            title="打开明细"
            style={{
              left: part(box.x, width),
              top: part(box.y, height),
              width: part(box.width, width),
              height: part(box.height, height),
            }}
            onClick={() => goTo(routeOf(opens))}
          />
        ))}
    </div>
  );
}

function routeOf(opens: Opens): Route {
  switch (opens.kind) {
    case 'rows':
      return { name: 'table', table: opens.table, query: opens.query };
    case 'changes':
      return { name: 'changes', wanted: opens.wanted };
    case 'school':
      return { name: 'school', id: opens.id };
  }
}
