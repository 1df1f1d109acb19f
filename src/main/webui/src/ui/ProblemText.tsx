import type { Problem } from '../api/problem';

/** A failure, said where it happened. */
export function ProblemText({ problem }: { problem: Problem | null }) {
  return (
    <div role="alert">
      {problem && (
        <p className="problem">
          <strong>{problem.title}.</strong> {problem.detail}
        </p>
      )}
    </div>
  );
}
