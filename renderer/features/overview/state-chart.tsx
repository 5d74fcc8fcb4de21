import { hazardStateNames, hazardStates, isCounted } from '#shared/ledger/hazard.ts';
import { all, oneOf } from '#shared/tables/conditions.ts';
import { useService } from '../../client/queries.ts';
import { HAZARD_COLOUR, severityColours } from '../../components/chart-colours.ts';
import { Chart } from '../../components/lazy-chart.ts';
import { useShade } from '../../components/theme-mode.ts';
import { goTo } from '../../routes/navigation.ts';

/** Figures above the bars, which are too dark for words in the dark theme. */
const figureColours = { light: '#1d2733', dark: '#e6ebf1' } as const;

/** How many hazards stand at each step. */
export function StateChart() {
  const { data } = useService('overview.get', {});
  const shade = useShade();
  const states = hazardStates.filter(isCounted).map((state) => ({
    state,
    title: hazardStateNames[state],
    hazards: data?.byState.find((each) => each.state === state)?.hazards ?? 0,
  }));
  return (
    <Chart
      title="隐患各处在哪一步"
      summary={states.map(({ title, hazards }) => `${title} ${hazards} 项`).join('，')}
      height={260}
      onPick={(_, title) => {
        const found = states.find((each) => each.title === title);
        if (found) goTo({ name: 'table', table: 'hazards', query: all(oneOf('state', found.state)) });
      }}
      option={{
        legend: { show: false },
        xAxis: { type: 'category', data: states.map(({ title }) => title), axisLabel: { interval: 0 } },
        yAxis: { type: 'value', minInterval: 1 },
        series: [
          {
            name: '隐患',
            type: 'bar',
            barMaxWidth: 34,
            label: { show: true, position: 'top', color: figureColours[shade], textBorderWidth: 0 },
            data: states.map(({ state, hazards }) => ({
              value: hazards,
              itemStyle: {
                color: colourOf(state),
              },
            })),
          },
        ],
      }}
    />
  );
}

function colourOf(state: string): string {
  if (state === 'closed') return severityColours.supervised;
  return state === 'escalated' ? severityColours.violation : HAZARD_COLOUR;
}
