import { theme as library, type ThemeConfig } from 'antd';
import type { Shade } from '../components/theme-mode.ts';

const common = {
  borderRadius: 6,
  fontSize: 14,
  controlHeight: 32,
  fontFamily:
    '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "Source Han Sans SC", "PingFang SC", sans-serif',
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.16s',
  // No motion where the system is set to reduced motion.
  motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
};

/** The library's components in the colours and sizes of `tokens.css`. */
const themes: Readonly<Record<Shade, ThemeConfig>> = {
  light: {
    token: {
      ...common,
      colorPrimary: '#1f5fae',
      colorInfo: '#1f5fae',
      colorLink: '#1f5fae',
      colorLinkHover: '#2f74c8',
      colorError: '#c62f3b',
      colorWarning: '#935500',
      colorSuccess: '#2b7a4b',
      colorText: '#1d2733',
      colorTextSecondary: '#5b6876',
      colorTextDescription: '#5b6876',
      colorTextPlaceholder: '#626e7b',
      colorBorder: '#ccd4dd',
      colorBorderSecondary: '#e3e8ee',
      colorBgLayout: '#f5f7fa',
    },
    components: {
      Table: { headerBg: '#f5f7fa', cellPaddingBlockSM: 6 },
      Form: { itemMarginBottom: 14 },
    },
  },
  dark: {
    algorithm: library.darkAlgorithm,
    token: {
      ...common,
      colorPrimary: '#3d7fd0',
      colorInfo: '#3d7fd0',
      colorLink: '#6ea8ee',
      colorLinkHover: '#93bff4',
      colorError: '#ff7b84',
      colorWarning: '#e0a030',
      colorSuccess: '#4fae79',
      colorText: '#e6ebf1',
      colorTextSecondary: '#a9b6c4',
      colorTextDescription: '#a9b6c4',
      colorTextPlaceholder: '#8d9aa8',
      colorBorder: '#3a4a5c',
      colorBorderSecondary: '#2c3a4a',
      colorBgLayout: '#121a24',
      colorBgContainer: '#1a2430',
      colorBgElevated: '#212d3b',
    },
    components: {
      Table: { headerBg: '#16202b', cellPaddingBlockSM: 6 },
      Form: { itemMarginBottom: 14 },
      // The dark algorithm would make these too dark to read.
      Tabs: { itemSelectedColor: '#6ea8ee', itemHoverColor: '#93bff4', inkBarColor: '#6ea8ee' },
      Button: { colorLink: '#6ea8ee', colorLinkHover: '#93bff4' },
    },
  },
};

export function themeOf(shade: Shade): ThemeConfig {
  return themes[shade];
}
