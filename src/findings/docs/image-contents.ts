import type { imageContentsEntries } from '../entries/image-contents.ts'
import type { Documentation } from './documentation.ts'

const warning = 'It is a warning and does not fail the check.'
const ofBase = 'It is informational if the files come with the base image, and a warning otherwise.'

export const imageContentsDocs: Readonly<Record<keyof typeof imageContentsEntries, Documentation>> = {
  'image/set-id-added': {
    means:
      'The image of head has executable files with the set-user-ID or set-group-ID bit that the image of base does not have.',
    matters:
      'Such a program runs with the rights of its owner or group, whichever user starts it. A flaw in it can give a user of the container root rights.',
    fix: 'Copy the file with `COPY --chmod=755`, or remove the bits with `chmod u-s,g-s` in the instruction that adds it.',
    relax: ofBase,
  },
  'image/writable-added': {
    means:
      'The image of head has files, or directories without the sticky bit, that every user may write to. In base they do not exist, or only some users may write to them.',
    matters:
      'An attacker who controls the app can replace files that other processes of the container read or run.',
    fix: 'Set the owner with `COPY --chown` or `chown`, instead of a mode such as 777.',
    relax: ofBase,
  },
  'image/secret-added': {
    means:
      'A layer of head has a file with the name of a secret, such as `id_rsa`, `.env` or `.netrc`, or a `.git` directory. Base does not have it. Files that a later layer removes count. A `.pem` or `.key` file counts only if it contains a private key. linkgate does not show the content of any file.',
    matters:
      'Anyone who can pull the image can read all of its layers, including files that a later layer removes.',
    fix: 'Exclude the file in `.dockerignore`, or mount it in the instruction that needs it (`RUN --mount=type=secret`). Replace the secret if an image with it was pushed.',
    relax: `${warning} Files of the base image, test data (\`testdata\`) and files of Go modules and distributions do not count.`,
  },
  'image/runs-as-root': {
    means: 'The image of head runs as root, and that of base as another user.',
    matters:
      'An attacker who controls the app is root in the container, and after an escape perhaps outside of it.',
    fix: 'Set `USER` in the final stage of the Dockerfile.',
    relax: warning,
  },
}
