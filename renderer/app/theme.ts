import type { ThemeConfig } from 'antd';

/** The library's components in the colours and sizes of `tokens.css`. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f5fae',
    colorLink: '#1f5fae',
    colorLinkHover: '#2f74c8',
    colorError: '#c62f3b',
    colorWarning: '#a86200',
    colorSuccess: '#2b7a4b',
    colorText: '#1d2733',
    colorTextSecondary: '#5b6876',
    colorBorder: '#ccd4dd',
    colorBorderSecondary: '#e3e8ee',
    colorBgLayout: '#f5f7fa',
    borderRadius: 6,
    fontSize: 14,
    controlHeight: 32,
    fontFamily:
      '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "Source Han Sans SC", "PingFang SC", sans-serif',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: { Table: { headerBg: '#f5f7fa', cellPaddingBlockSM: 6 }, Form: { itemMarginBottom: 14 } },
};
