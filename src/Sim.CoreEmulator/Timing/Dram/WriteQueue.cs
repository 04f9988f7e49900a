using System;

namespace Sim.CoreEmulator.Timing.Dram;

/// <summary>Lines that a memory controller has taken and not yet written, oldest first.</summary>
/// <param name="size">How many it holds.</param>
internal sealed class WriteQueue(int size)
{
    private readonly ulong[] _lines = new ulong[size];

    /// <summary>How many it holds now.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more may be added.</summary>
    public bool IsFull => Count == _lines.Length;

    /// <summary>The oldest line.</summary>
    public ulong Oldest => _lines[0];

    /// <summary>Whether a line waits in it.</summary>
    public bool Holds(ulong line) => _lines.AsSpan(0, Count).Contains(line);

    /// <summary>Adds a line; one that waits already is written once.</summary>
    public void Add(ulong line)
    {
        if (!Holds(line))
        {
            _lines[Count++] = line;
        }
    }

    /// <summary>Takes out the oldest line of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="linesPerRow">How many follow each other in one.</param>
    /// <param name="line">The line.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(ulong row, int linesPerRow, out ulong line)
    {
        for (int n = 0; n < Count; n++)
        {
            line = _lines[n];
            if (line / (ulong)linesPerRow == row)
            {
                Count--;
                Array.Copy(_lines, n + 1, _lines, n, Count - n);
                return true;
            }
        }

        line = 0;
        return false;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Count = 0;
}
