using System;
using System.Threading;

namespace Sim.Kernel.Islands;

/// <summary>Threads that share the pieces of one piece of work after another with the thread that asks for it.</summary>
/// <remarks>
/// The helpers are welcome but not needed: pieces are claimed one by one, and the asking thread claims with the others
/// until none is left, then waits only for pieces in progress. So a helper that the machine does not let run delays
/// nobody. Pieces are claimed from one count that goes down: a helper that comes late finds it below zero, or finds the
/// next work, complete; it can never claim a piece twice. Between two works helpers spin for a while, as rounds are short,
/// and then sleep. After J. M. Mellor-Crummey and M. L. Scott, "Algorithms for scalable synchronization on
/// shared-memory multiprocessors", ACM TOCS 9(1), 1991: everybody spins on a word that is written once a round.
/// </remarks>
internal sealed class Crew : IDisposable
{
    private const int SpinsBeforeSleep = 200; // of a fifth of a microsecond or so each: longer than what lies between two rounds
    private const int PausesPerSpin = 5;
    private const int PiecesPerClaim = 8; // claims a thread makes of one work, about: fewer fetches of the shared count, still even

    private readonly Action<int> _piece;
    private readonly Thread[] _helpers;
    private readonly SemaphoreSlim _wake = new(0);
    private int _unclaimed;
    private int _unfinished;
    private int _chunk = 1;
    private int _sleeping;
    private bool _stopping;

    /// <summary>Starts the helpers.</summary>
    /// <param name="helpers">How many threads beside the asking one.</param>
    /// <param name="piece">Does the piece of a given number; must not throw.</param>
    public Crew(int helpers, Action<int> piece)
    {
        _piece = piece;
        _helpers = new Thread[helpers];
        for (int i = 0; i < helpers; i++)
        {
            _helpers[i] = new Thread(Help) { IsBackground = true, Name = "islands" };
            _helpers[i].Start();
        }
    }

    /// <summary>How many helpers have found nothing to do for so long that they sleep.</summary>
    public int Sleeping => Volatile.Read(ref _sleeping);

    /// <summary>Does the pieces 0 to <paramref name="count"/> - 1, in any order, and returns when all are done.</summary>
    public void Do(int count)
    {
        _chunk = Math.Max(1, count / ((_helpers.Length + 1) * PiecesPerClaim));
        _unfinished = count;
        Interlocked.Exchange(ref _unclaimed, count); // publishes all that was written before
        int sleeping = Sleeping;
        if (sleeping > 0)
        {
            _wake.Release(Math.Min(sleeping, count));
        }

        ClaimAll();
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
        _wake.Release(_helpers.Length);
        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }

        _wake.Dispose();
    }

    private void Help()
    {
        int spins = 0;
        while (!Volatile.Read(ref _stopping))
        {
            if (Volatile.Read(ref _unclaimed) > 0)
            {
                ClaimAll();
                spins = 0;
            }
            else if (spins++ < SpinsBeforeSleep)
            {
                Thread.SpinWait(PausesPerSpin); // not Yield: on a busy machine that gives away more than the whole round
            }
            else
            {
                Sleep();
                spins = 0;
            }
        }
    }

    // Counted as sleeping before it looks again: either it sees the new work, or the asking thread sees the sleeper.
    private void Sleep()
    {
        Interlocked.Increment(ref _sleeping);
        if (Volatile.Read(ref _unclaimed) <= 0 && !Volatile.Read(ref _stopping))
        {
            _wake.Wait();
        }

        Interlocked.Decrement(ref _sleeping);
    }

    private void ClaimAll()
    {
        while (true)
        {
            int chunk = _chunk;
            int first = Interlocked.Add(ref _unclaimed, -chunk);
            int end = first + chunk;
            if (end <= 0)
            {
                return;
            }

            first = Math.Max(first, 0);
            for (int piece = first; piece < end; piece++)
            {
                _piece(piece);
            }

            Interlocked.Add(ref _unfinished, first - end);
        }
    }
}
