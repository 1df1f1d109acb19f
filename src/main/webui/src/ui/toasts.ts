import { useCallback, useRef, useState } from 'react';
import { nextStep, type Problem } from '../api/problem';

export interface Toast {
  id: number;
  title: string;
  detail: string | null;
  next: string | null;
  code: string;
  /** How often the same was said. */
  times: number;
}

export type Say = (problem: Problem) => void;

const MOST = 4;

export function useToasts(): { toasts: Toast[]; say: Say; dismiss: (id: number) => void } {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const ids = useRef(0);

  const say = useCallback((problem: Problem) => {
    const id = ++ids.current;
    setToasts((shown) => {
      const same = shown.find((toast) => toast.code === problem.code && toast.title === problem.title);
      const others = shown.filter((toast) => toast !== same);
      return [...others, toastOf(problem, id, (same?.times ?? 0) + 1)].slice(-MOST);
    });
  }, []);

  const dismiss = useCallback((id: number) => {
    setToasts((shown) => shown.filter((toast) => toast.id !== id));
  }, []);

  return { toasts, say, dismiss };
}

function toastOf(problem: Problem, id: number, times: number): Toast {
  return {
    id,
    title: problem.title,
    detail: problem.detail || null,
    next: nextStep(problem.action),
    code: problem.code,
    times,
  };
}
