namespace Sim.CoreEmulator.Floating;

/// <summary>The rounding modes as rm and frm encode them. Manual, chapter "F", floating-point control and status register.</summary>
internal static class RoundingMode
{
    /// <summary>Round to nearest, ties to even.</summary>
    public const uint Rne = 0;

    /// <summary>Round towards zero.</summary>
    public const uint Rtz = 1;

    /// <summary>Round down, towards -∞.</summary>
    public const uint Rdn = 2;

    /// <summary>Round up, towards +∞.</summary>
    public const uint Rup = 3;

    /// <summary>Round to nearest, ties to maximum magnitude.</summary>
    public const uint Rmm = 4;
}
