import { z } from 'zod';
import { secretCode } from '../ids.ts';
import { gist } from '../people.ts';
import { readSettings } from '../settings.ts';
import { ApiError, defineEndpoint } from './endpoint.ts';

const MB = 1024 * 1024;
const KEPT_MS = 3 * 86_400_000;

/** Bytes per type (wecom-api.md 3.4); of images there is a setting. */
const LARGEST = { voice: 2 * MB, video: 10 * MB, file: 20 * MB };

const NAMES = { image: '图片', voice: '语音', video: '视频', file: '文件' };

/** `media/upload`: keeps type, name and expiry of a file, not its content. */
export const uploadMedia = defineEndpoint({
  method: 'POST',
  path: 'media/upload',
  title: '上传素材',
  empty: { type: '', media_id: '', created_at: '' },
  upload: true,
  input: z.object({ type: z.enum(['image', 'voice', 'video', 'file'], '40004 invalid media type') }),
  run(world, { type }, { upload }) {
    if (!upload || upload.size <= 5) throw new ApiError(44001, 'empty media data');
    if (upload.size > (type === 'image' ? readSettings(world).imageMb * MB : LARGEST[type]))
      throw new ApiError(45001, 'media size out of limit');
    const id = secretCode();
    world.records.media.put(id, { type, name: upload.filename, expiresAt: world.clock.now().getTime() + KEPT_MS });
    const reply = { type, media_id: id, created_at: String(world.clock.seconds()) };
    return { reply, summary: `上传${NAMES[type]}：${gist(upload.filename)}` };
  },
});
