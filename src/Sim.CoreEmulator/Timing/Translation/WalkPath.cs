using System;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>The entries of page tables that a walk reads, in order, and where it ends.</summary>
internal sealed class WalkPath
{
    /// <summary>More than any walk reads: 5 x 5 levels less 1.</summary>
    public const int Limit = 32;

    private readonly WalkStep[] _steps = new WalkStep[Limit];

    /// <summary>How many entries were read.</summary>
    public int Count { get; private set; }

    /// <summary>The entries.</summary>
    public ReadOnlySpan<WalkStep> Steps => _steps.AsSpan(0, Count);

    /// <summary>The physical address that it leads to.</summary>
    public ulong Physical { get; set; }

    /// <summary>Address bits below the page number of what a TLB may hold: 12 for 4 KiB, 16 for a Svnapot run, 21, 30; of two stages the smaller.</summary>
    public int PageBits { get; set; } = 12;

    /// <summary>Whether the page belongs to all ASIDs: bit G of an entry of the first stage.</summary>
    public bool IsGlobal { get; set; }

    /// <summary>Whether the last step is a fault.</summary>
    public bool Faults { get; set; }

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        Count = 0;
        Faults = false;
        IsGlobal = false;
        PageBits = 12;
    }

    /// <summary>Adds a step.</summary>
    public void Add(in WalkStep step) => _steps[Count++] = step;
}
