import { type Capability, capabilityTitles } from './capabilities.ts';
import { type RoleId, roleOf, titlesWith } from './roles.ts';

/** What the rail leads to. */
export type ScreenId =
  | 'overview'
  | 'map'
  | 'import'
  | 'sweeps'
  | 'gates'
  | 'ledger'
  | 'reports'
  | 'sheets'
  | 'rules'
  | 'accounts'
  | 'operation'
  | 'taken';

interface ScreenFacts {
  readonly id: ScreenId;
  readonly title: string;
  /** What is looked at there, where the title alone does not say it. */
  readonly what?: string;
  /** Without it nothing of the screen is answered; where the door knows nobody, everybody has it. */
  readonly needs: Capability;
  /** What the screen is for beside looking, the chief thing first: who has none of it can only read. */
  readonly work: readonly Capability[];
  /** For those who do not see the workspace: everybody else has it in a menu, or not at all. */
  readonly isAdministration?: true;
}

/** The screens, in the order of the rail. */
export const screens: readonly ScreenFacts[] = [
  { id: 'overview', title: '总览', needs: 'see.basic', work: [] },
  {
    id: 'map',
    title: '地图',
    needs: 'see.basic',
    work: ['map.edit', 'record.surveys', 'gate.own', 'precheck', 'plan.sweeps'],
  },
  { id: 'import', title: '名单', needs: 'lists.import', work: ['lists.import'] },
  {
    id: 'sweeps',
    title: '整治',
    what: '整治行动',
    needs: 'see.sweeps',
    work: ['plan.sweeps', 'record.visits', 'field'],
  },
  { id: 'gates', title: '校门', needs: 'see.basic', work: ['gate.own', 'map.edit'] },
  {
    id: 'ledger',
    title: '台账',
    needs: 'see.ledger',
    work: [
      'ledger.own',
      'ledger.rectify',
      'ledger.assign',
      'ledger.close',
      'ledger.supervise',
      'approve.closing',
      'approve.extension',
      'approve.supervision',
    ],
  },
  { id: 'reports', title: '报表', needs: 'see.reports', work: ['papers'] },
  { id: 'sheets', title: '图册', needs: 'papers', work: ['papers'] },
  { id: 'rules', title: '规则', needs: 'see.basic', work: ['rules'] },
  { id: 'accounts', title: '账号', needs: 'see.signIns', work: [], isAdministration: true },
  { id: 'operation', title: '运行', needs: 'operate', work: [], isAdministration: true },
  { id: 'taken', title: '导出记录', needs: 'see.taken', work: [], isAdministration: true },
];

type May = (needs: Capability) => boolean;

/** The screens that somebody is led to: those of the workspace, or those of an administrator who may not see it. */
export function screensFor(may: May): readonly ScreenFacts[] {
  const isAdministration = !may('see.basic');
  return screens.filter(
    ({ needs, ...each }) => may(needs) && (each.isAdministration ?? false) === isAdministration,
  );
}

/** Where somebody begins who asked for nothing else; null where nothing may be seen at all. */
export function firstScreenFor(may: May): ScreenId | null {
  const own = screensFor(may).map(({ id }) => id);
  return own.includes('map') ? 'map' : (own[0] ?? null);
}

function titlesOf(roles: readonly RoleId[]): string {
  return roles.map((id) => roleOf(id).title).join('、');
}

const workTitle = (needed: Capability) => capabilityTitles[needed].replaceAll('，', '、');

/** 只读：…, where roles may only look at a screen; null where they may do more, or where there is nothing else. */
export function readOnlyWords(roles: readonly RoleId[], screen: ScreenId): string | null {
  const { title, what = title, work } = factsOf(screen);
  const [chief] = work;
  const mayWork = roles.some((role) => roleOf(role).capabilities.some((each) => work.includes(each)));
  if (chief === undefined || mayWork) return null;
  return `只读：${titlesOf(roles)}只能查看${what}，${workTitle(chief)}由${titlesWith(chief)}办理`;
}

/** Why roles are not shown a screen, in words. */
export function refusedWords(roles: readonly RoleId[], screen: ScreenId): { title: string; why: string } {
  const { title, needs } = factsOf(screen);
  const who = roles.length === 0 ? '还没有角色的账号' : titlesOf(roles);
  const isAdministrator = roles.some((role) => roleOf(role).kind === 'admin');
  return {
    title: `“${title}”不对${who}开放`,
    why:
      `这一页要有“${capabilityTitles[needs]}”的权限，由${titlesWith(needs)}使用。` +
      (isAdministrator ? '管理员不兼业务角色。' : '需要的，请找安全管理员授权。'),
  };
}

function factsOf(screen: ScreenId): ScreenFacts {
  const found = screens.find(({ id }) => id === screen);
  if (!found) throw new Error(`no screen ${screen}`);
  return found;
}
