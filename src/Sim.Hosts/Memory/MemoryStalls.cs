namespace Sim.Hosts.Memory;

/// <summary>vCPU time lost to memory, by what it was lost to, in seconds.</summary>
public readonly record struct MemoryStalls
{
    /// <summary>Backing pages at their first touch.</summary>
    public double FirstTouch { get; init; }

    /// <summary>Copies of shared pages.</summary>
    public double Sharing { get; init; }

    /// <summary>Guest work for the balloon, and what the guest read again because of it.</summary>
    public double Balloon { get; init; }

    /// <summary>Decompression.</summary>
    public double Compression { get; init; }

    /// <summary>Waiting for the host's swap.</summary>
    public double Swap { get; init; }

    /// <summary>Longer walks of page tables, and traps where the hypervisor keeps tables of its own.</summary>
    public double Translation { get; init; }

    /// <summary>Standing still since there was no memory at all, or by order of the ladder.</summary>
    public double Blocked { get; init; }

    /// <summary>All of them.</summary>
    public double Sum => FirstTouch + Sharing + Balloon + Compression + Swap + Translation + Blocked;

    /// <summary>The sum of two.</summary>
    public static MemoryStalls operator +(in MemoryStalls left, in MemoryStalls right) => new()
    {
        FirstTouch = left.FirstTouch + right.FirstTouch,
        Sharing = left.Sharing + right.Sharing,
        Balloon = left.Balloon + right.Balloon,
        Compression = left.Compression + right.Compression,
        Swap = left.Swap + right.Swap,
        Translation = left.Translation + right.Translation,
        Blocked = left.Blocked + right.Blocked,
    };

    /// <summary>A part of each.</summary>
    public MemoryStalls Times(double part) => new()
    {
        FirstTouch = part * FirstTouch,
        Sharing = part * Sharing,
        Balloon = part * Balloon,
        Compression = part * Compression,
        Swap = part * Swap,
        Translation = part * Translation,
        Blocked = part * Blocked,
    };
}
