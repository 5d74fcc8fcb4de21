import { scoreText } from '#shared/watch/watched-figures.ts';
import { useService } from '../../../client/queries.ts';
import { linkTo } from '../../../routes/routes.ts';
import './watch.css';

/** Schools seen at a glance. */
const SCHOOLS = 5;

/** On the overview: the schools to watch first, and why. */
export function WatchTop() {
  const { data } = useService('watch.get', {});
  if (!data) return null;
  const { schools, weights } = data;
  return (
    <section className="overview-ranking watch-top" aria-label="重点关注学校">
      <header>
        <h2>重点关注学校</h2>
        <a href={linkTo({ name: 'watch' })}>全部 {schools.length} 所、各镇街与权重</a>
      </header>
      {schools.length === 0 ? (
        <p className="quiet">
          没有要重点关注的学校：各校区内没有禁设场所，没有未结隐患、群众反映和要到期的许可证。
        </p>
      ) : (
        <ol>
          {schools.slice(0, SCHOOLS).map(({ id, name, score, counts }) => (
            <li key={id}>
              <strong className="number">{score}</strong>
              <a href={linkTo({ name: 'school', id })}>{name}</a>
              <span className="quiet watch-why">{scoreText(counts, weights)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
