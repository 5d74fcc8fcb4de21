import { Button, type ButtonProps, Tooltip } from 'antd';

/** A button of what may be done, only not now: then it stays within reach of the keyboard, and says why. */
export function ReasonButton({
  because,
  onClick,
  className = '',
  ...button
}: ButtonProps & {
  /** Null where it may be done now. */
  readonly because: string | null;
}) {
  if (because === null) return <Button {...button} className={className} onClick={onClick} />;
  return (
    <Tooltip title={because} trigger={['hover', 'focus']}>
      <Button
        {...button}
        className={`${className} ant-btn-disabled`.trim()}
        aria-disabled
        aria-description={because}
      />
    </Tooltip>
  );
}
