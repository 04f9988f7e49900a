using System;
using System.Threading;

namespace Sim.Kernel.Islands;

/// <summary>Threads that share the pieces of one piece of work after another with the thread that asks for it.</summary>
/// <remarks>
/// The helpers are welcome but not needed: each thread has a share of the pieces, claims them a few at a time, and then
/// claims from the shares of the others until none is left; the asking thread waits only for pieces in progress. So a
/// helper that the machine does not let run delays nobody, and yet a piece mostly stays with the thread, and the cache,
/// that did it last. A share is one count that goes down: whoever comes late finds it below zero, or finds the next work,
/// complete; no piece can be claimed twice. Between two works helpers spin for a while, as rounds are short, and then sleep.
/// R. D. Blumofe and C. E. Leiserson, "Scheduling multithreaded computations by work stealing", Journal of the ACM 46(5),
/// 1999; shares that keep to their thread: U. A. Acar, G. E. Blelloch and R. D. Blumofe, "The data locality of work
/// stealing", SPAA 2000.
/// </remarks>
internal sealed class Crew : IDisposable
{
    private const int SpinsBeforeSleep = 200; // of a fifth of a microsecond or so each: longer than what lies between two rounds
    private const int PausesPerSpin = 5;
    private const int ClaimsPerShare = 4; // few, as each fetches a count that others touch, but more than one, as pieces differ
    private const int Stride = 32; // counts on cache lines of their own

    private readonly Thread[] _helpers;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly int[] _unclaimed; // by share, a stride apart
    private readonly int[] _firsts; // the first piece of each share
    private Action<int, int> _piece = static (_, _) => { };
    private int _unfinished;
    private int _chunk = 1;
    private int _sleeping;
    private bool _stopping;

    /// <summary>Starts the helpers.</summary>
    /// <param name="helpers">How many threads beside the asking one.</param>
    public Crew(int helpers)
    {
        _helpers = new Thread[helpers];
        _unclaimed = new int[(helpers + 1) * Stride];
        _firsts = new int[helpers + 1];
        for (int i = 0; i < helpers; i++)
        {
            int share = i + 1;
            _helpers[i] = new Thread(() => Help(share)) { IsBackground = true, Name = "islands" };
            _helpers[i].Start();
        }
    }

    /// <summary>How many helpers have found nothing to do for so long that they sleep.</summary>
    public int Sleeping => Volatile.Read(ref _sleeping);

    /// <summary>Does the pieces 0 to <paramref name="count"/> - 1, in any order, and returns when all are done.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="piece">Does the piece of a given number, and is told which thread it is: 0 for the asking one; must not throw.</param>
    public void Do(int count, Action<int, int> piece)
    {
        _piece = piece;
        Publish(count);
        int sleeping = Sleeping;
        if (sleeping > 0)
        {
            _wake.Release(Math.Min(sleeping, count));
        }

        ClaimAll(own: 0);
        SpinWait spin = default;
        while (Volatile.Read(ref _unfinished) > 0)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Stops the helpers and waits for their end.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _stopping, true);
        if (_helpers.Length > 0)
        {
            _wake.Release(_helpers.Length);
        }

        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }

        _wake.Dispose();
    }

    // Each share is complete when its count is written; the whole is before the asking thread looks for sleepers.
    private void Publish(int count)
    {
        int shares = _firsts.Length;
        _chunk = Math.Max(1, count / (shares * ClaimsPerShare));
        _unfinished = count;
        for (int share = 0; share < shares; share++)
        {
            int first = (int)((long)count * share / shares);
            int end = (int)((long)count * (share + 1) / shares);
            _firsts[share] = first;
            Volatile.Write(ref _unclaimed[share * Stride], end - first);
        }

        Interlocked.MemoryBarrier();
    }

    private void Help(int share)
    {
        int spins = 0;
        while (!Volatile.Read(ref _stopping))
        {
            if (IsWork(share))
            {
                ClaimAll(share);
                spins = 0;
            }
            else if (spins++ < SpinsBeforeSleep)
            {
                Thread.SpinWait(PausesPerSpin); // not Yield: on a busy machine that gives away more than the whole round
            }
            else
            {
                Sleep(share);
                spins = 0;
            }
        }
    }

    // Its own share tells: where that is empty, there is nothing or others are at the last of it.
    private bool IsWork(int share) => Volatile.Read(ref _unclaimed[share * Stride]) > 0;

    // Counted as sleeping before it looks again: either it sees the new work, or the asking thread sees the sleeper.
    private void Sleep(int share)
    {
        Interlocked.Increment(ref _sleeping);
        if (!IsWork(share) && !Volatile.Read(ref _stopping))
        {
            _wake.Wait();
        }

        Interlocked.Decrement(ref _sleeping);
    }

    private void ClaimAll(int own)
    {
        for (int i = 0; i < _firsts.Length; i++)
        {
            int share = own + i < _firsts.Length ? own + i : own + i - _firsts.Length;
            while (Claim(share, own))
            {
                // until none of the share is left
            }
        }
    }

    private bool Claim(int share, int own)
    {
        ref int unclaimed = ref _unclaimed[share * Stride];
        if (Volatile.Read(ref unclaimed) <= 0)
        {
            return false;
        }

        int chunk = _chunk;
        int left = Interlocked.Add(ref unclaimed, -chunk);
        int end = left + chunk;
        if (end <= 0)
        {
            return false;
        }

        int start = Math.Max(left, 0);
        int first = _firsts[share];
        for (int piece = first + start; piece < first + end; piece++)
        {
            _piece(piece, own);
        }

        Interlocked.Add(ref _unfinished, start - end);
        return true;
    }
}
