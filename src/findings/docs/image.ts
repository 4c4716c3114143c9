import type { imageEntries } from '../entries/image.ts'
import { type Documentation, failsNothing } from './documentation.ts'

export const imageDocs: Readonly<Record<keyof typeof imageEntries, Documentation>> = {
  'image/layer-changed': {
    means:
      'A layer differs from that of base although the program is the same. The finding lists the files that changed in it.',
    matters: 'Every host that has the old layer downloads the new one.',
    fix: 'Exclude what the image does not need in `.dockerignore`, or copy only the files that it needs. Run a command that writes such files in an earlier stage.',
    relax: failsNothing,
  },
  'image/not-reproducible': {
    means: 'A layer has the same files in base and head, but with different modification times.',
    matters: 'Its digest changes with every build, so registries store it and hosts download it again.',
    fix: 'Set the build argument `SOURCE_DATE_EPOCH`, which BuildKit uses as the modification time of files.',
    relax: failsNothing,
  },
  'image/wasted': {
    means:
      'A layer has files that a later layer of the same image replaces or removes, at least 100 kB of them. Layers of the base image are not counted.',
    matters:
      'These bytes are not visible in any container, but they are stored and pulled with the image. A `RUN chown` or `RUN chmod` on a program stores it twice.',
    fix: 'Copy each file once, with `COPY --chown` and `COPY --chmod`. Remove files in the instruction that creates them, or do both in an earlier stage.',
    relax: failsNothing,
  },
}
