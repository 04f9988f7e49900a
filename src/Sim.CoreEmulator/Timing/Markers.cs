namespace Sim.CoreEmulator.Timing;

/// <summary>
/// What a program says to whoever times it, by <c>slti x0, x0, N</c>: an instruction that does nothing, of those that the unprivileged manual leaves to
/// custom use as hints.
/// </summary>
internal static class Markers
{
    /// <summary>Measure from here on (<c>--from</c>, when nothing else is said).</summary>
    public const int Start = 1;

    /// <summary>Measure up to here.</summary>
    public const int Stop = 2;

    /// <summary>Empty caches, TLBs and predictors: what follows is measured cold.</summary>
    public const int Cold = 3;

    /// <summary>Begin of a sample of hot section 0; of section n, n more. Up to 255 sections.</summary>
    public const int Begin = 0x100;

    /// <summary>End of a sample of hot section 0; of section n, n more.</summary>
    public const int End = 0x200;

    /// <summary>Sections that have markers.</summary>
    public const int Sections = 255;
}
