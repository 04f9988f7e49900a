namespace Sim.Hosts.Memory.Guests;

/// <summary>Accesses that did not find their page, by kind, in pages.</summary>
public readonly record struct GuestFaults
{
    /// <summary>First touches of small pages: backed and cleared.</summary>
    public double FirstTouch { get; init; }

    /// <summary>First touches of large pages, in large pages.</summary>
    public double FirstTouchLarge { get; init; }

    /// <summary>Writes to shared pages, which then get a copy of their own.</summary>
    public double CopyOnWrite { get; init; }

    /// <summary>Pages read in from the host's swap.</summary>
    public double SwapIn { get; init; }

    /// <summary>Pages taken out of the compression cache.</summary>
    public double Decompress { get; init; }

    /// <summary>Pages the guest reads from its own swap.</summary>
    public double GuestSwapIn { get; init; }

    /// <summary>Pages the guest reads from files again, since its page cache had to shrink.</summary>
    public double CacheMiss { get; init; }

    /// <summary>Pages of its own that went to the host's swap, so that those it needed found room.</summary>
    public double SwapOut { get; init; }

    /// <summary>Pages that found no machine memory at all, so that the guest stood still instead.</summary>
    public double Unmet { get; init; }

    /// <summary>The sum of two.</summary>
    public static GuestFaults operator +(in GuestFaults left, in GuestFaults right) => new()
    {
        FirstTouch = left.FirstTouch + right.FirstTouch,
        FirstTouchLarge = left.FirstTouchLarge + right.FirstTouchLarge,
        CopyOnWrite = left.CopyOnWrite + right.CopyOnWrite,
        SwapIn = left.SwapIn + right.SwapIn,
        Decompress = left.Decompress + right.Decompress,
        GuestSwapIn = left.GuestSwapIn + right.GuestSwapIn,
        CacheMiss = left.CacheMiss + right.CacheMiss,
        SwapOut = left.SwapOut + right.SwapOut,
        Unmet = left.Unmet + right.Unmet,
    };
}
