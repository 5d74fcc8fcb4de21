import { Button, Modal } from 'antd';
import { type PointerEvent, useRef, useState } from 'react';

const WIDTH = 640;
const HEIGHT = 240;

/** A signature drawn by pen, finger or mouse; handed on as a picture. */
export function SignaturePad({
  who,
  onSigned,
  onClose,
}: {
  who: string;
  onSigned: (picture: File) => void;
  onClose: () => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [empty, setEmpty] = useState(true);
  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = WIDTH / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale] as const;
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    pen.lineWidth = 3.2;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.strokeStyle = '#111';
    pen.beginPath();
    pen.moveTo(...at(event));
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const pen = canvas.current?.getContext('2d');
    pen?.lineTo(...at(event));
    pen?.stroke();
    setEmpty(false);
  };
  const clear = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, WIDTH, HEIGHT);
    setEmpty(true);
  };
  const take = () => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    // A white ground, so that the dark ink can be seen in every theme and on paper.
    pen.globalCompositeOperation = 'destination-over';
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.current?.toBlob((blob) => {
      if (blob) onSigned(new File([blob], `签名-${who}.png`, { type: 'image/png' }));
      onClose();
    }, 'image/png');
  };
  return (
    <Modal
      open
      title={`${who}签名`}
      width={700}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={[
        <Button key="clear" disabled={empty} onClick={clear}>
          重签
        </Button>,
        <Button key="take" type="primary" disabled={empty} onClick={take}>
          确认签名
        </Button>,
      ]}
    >
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        aria-label={`${who}签名区`}
        className="signature-pad"
        onPointerDown={begin}
        onPointerMove={draw}
      />
    </Modal>
  );
}
