namespace Sim.Hosts.Memory.Pages;

/// <summary>Where the guest pages of one VM are, in pages of 4 KiB; whole numbers under stores that keep every page.</summary>
/// <remarks>
/// Every guest page is in one place: <see cref="Size"/> = <see cref="Granted"/> + <see cref="Ballooned"/> +
/// <see cref="Compressed"/> + <see cref="Swapped"/> + <see cref="Untouched"/>.
/// </remarks>
public readonly record struct VmPages
{
    /// <summary>Configured.</summary>
    public double Size { get; init; }

    /// <summary>Backed by machine memory of their own or shared.</summary>
    public double Granted { get; init; }

    /// <summary>Of those granted, mapped to a machine page that several guest pages map.</summary>
    public double Shared { get; init; }

    /// <summary>Machine pages that sharing saves, laid to this VM's account: its shared pages less its part of the common ones.</summary>
    public double Saved { get; init; }

    /// <summary>Taken by the balloon.</summary>
    public double Ballooned { get; init; }

    /// <summary>In the compression cache.</summary>
    public double Compressed { get; init; }

    /// <summary>Machine pages that its compression cache takes.</summary>
    public double CompressedInto { get; init; }

    /// <summary>In the host's swap.</summary>
    public double Swapped { get; init; }

    /// <summary>Never touched, or given back: nothing backs them.</summary>
    public double Untouched { get; init; }

    /// <summary>In the guest's own swap; the guest has other use for their memory.</summary>
    public double GuestSwapped { get; init; }

    /// <summary>Granted in pages of 2 MiB.</summary>
    public double Large { get; init; }

    /// <summary>Machine pages it accounts for.</summary>
    public double Consumed => Granted - Saved + CompressedInto;
}
