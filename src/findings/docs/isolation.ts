import type { isolationEntries } from '../entries/isolation.ts'
import type { Documentation } from './documentation.ts'

export const isolationDocs: Readonly<Record<keyof typeof isolationEntries, Documentation>> = {
  'start/outside-image': {
    means:
      'The embedded engine ran the check, but the machine allows neither namespaces nor `chroot`. linkgate started the program directly; a dynamic program uses the loader and the libraries of its image.',
    matters:
      'The app sees the files and the network of the machine. So start-up, CPU time and memory can differ from those in the image, and their budgets only warn.',
    fix: 'Allow user namespaces on the runner, run the job as root or with `sudo` without a password, or run it on a machine with Docker.',
    relax: 'It is a warning and does not fail the check.',
  },
}
