/** Something that its reader can mend: printed as a sentence, without a stack. */
export class Failure extends Error {}

/** Runs a bootstrap program to its exit code. */
export function main(program) {
  program().then(
    (code) => process.exit(code),
    (error) => {
      console.error(error instanceof Failure ? error.message : error);
      process.exit(1);
    },
  );
}
