import { version } from '../../common/version.ts'

/** What `linkgate --help` prints. */
export const usage = `linkgate ${version}

  linkgate init [--repo DIR] [--config FILE] [--force] [--dry-run]
      write .github/linkgate.yml and .github/workflows/linkgate.yml from what is found in the repository, and say what
      could not be known; what is there already stays unless --force is given, --dry-run only prints
  linkgate check [--base REF] [--repo DIR] [--config FILE] [--report FILE]
                 [--markdown FILE] [--rounds N] [--json]
      build, measure and judge HEAD, or the working tree if it has changes, against its merge base
  linkgate inspect FILE|ARCHIVE [--base ARCHIVE] [--json]
      how a program is linked; what is in an image archive or OCI layout, and whether it starts; --base lists the
      layers of its base image apart. Exits with 1 if it will not start
  linkgate judge REPORT [--config FILE] [--report FILE] [--markdown FILE] [--json]
      judge an earlier report again, measuring nothing
  linkgate doctor [--repo DIR] [--config FILE] [--report FILE] [--json]
      what is missing or could be better here and in the workflows, with the YAML to add; with an earlier report,
      which budgets are too small for its runner. Exit code 2: linkgate cannot work like this

Exit code 0: pass or warn. 1: a budget is broken. 2: the input is wrong. 3: it could not be measured.
`
