using System.Runtime.InteropServices;

namespace Sim.Traces.Columns;

/// <summary>When the samples of one VM were taken. Times are in nanoseconds since the trace's origin.</summary>
/// <remarks>
/// Regular samples lie at <c>Start + i * Step</c> and take no bytes; others are kept as 32-bit counts of
/// <c>Unit</c> after <c>Start</c> at the address <c>Times</c>.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal record struct Timeline
{
    /// <summary>The address of regular samples.</summary>
    public const long Regular = -1;

    /// <summary>The first sample.</summary>
    public long Start { get; set; }

    /// <summary>The nominal interval: exact where regular, else the median of the gaps.</summary>
    public long Step { get; set; }

    /// <summary>Where the first slot begins; see <see cref="Slots"/>.</summary>
    public long Anchor { get; set; }

    /// <summary>The address of the times, or <see cref="Regular"/>.</summary>
    public long Times { get; set; }

    /// <summary>How long a count of the explicit times is.</summary>
    public long Unit { get; set; }

    /// <summary>How many samples there are.</summary>
    public int Count { get; set; }

    /// <summary>Whether the samples are evenly spaced.</summary>
    public readonly bool IsRegular => Times == Regular;

    /// <summary>The start of the slot into which an instant falls: the nearest one.</summary>
    public readonly long Slot(long time) => Anchor + (Slots.Round(time - Anchor, Step) * Step);
}
