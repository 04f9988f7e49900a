using System;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>An issue queue: entries are taken at dispatch and free again at issue, in whatever order that is.</summary>
internal sealed class IssueQueue(int entries, int width)
{
    private readonly long[] _issues = new long[entries];
    private int _count;

    /// <summary>The slots in which it issues.</summary>
    public SlotRing Slots { get; } = new(width);

    /// <summary>The first cycle from the given one on in which it has an entry.</summary>
    public long Admit(long cycle)
    {
        if (_count < _issues.Length)
        {
            return cycle;
        }

        Purge(cycle);
        if (_count == _issues.Length)
        {
            long first = long.MaxValue;
            foreach (long issue in _issues)
            {
                first = Math.Min(first, issue);
            }

            cycle = first;
            Purge(cycle);
        }

        return cycle;
    }

    /// <summary>Takes an entry until a cycle.</summary>
    public void Add(long issue) => _issues[_count++] = issue;

    /// <summary>Empties it.</summary>
    public void Clear() => _count = 0;

    private void Purge(long cycle)
    {
        int kept = 0;
        for (int n = 0; n < _count; n++)
        {
            long issue = _issues[n];
            _issues[kept] = issue;
            kept += issue > cycle ? 1 : 0;
        }

        _count = kept;
    }
}
