/** A pier on the water. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path className="mark-pier" d="M6 11h20M10 11v9M16 11v9M22 11v9" />
      <path
        className="mark-water"
        d="M5 24.5c1.8 0 1.8-1.6 3.7-1.6s1.8 1.6 3.7 1.6 1.8-1.6 3.6-1.6 1.8 1.6 3.7 1.6 1.8-1.6 3.6-1.6 1.8 1.6 3.7 1.6"
      />
    </svg>
  );
}
