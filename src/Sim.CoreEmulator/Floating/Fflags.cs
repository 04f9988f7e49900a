namespace Sim.CoreEmulator.Floating;

/// <summary>The accrued exception flags, bits of fflags. Manual, chapter "F", floating-point control and status register.</summary>
internal static class Fflags
{
    /// <summary>Inexact.</summary>
    public const uint NX = 1 << 0;

    /// <summary>Underflow.</summary>
    public const uint UF = 1 << 1;

    /// <summary>Overflow.</summary>
    public const uint OF = 1 << 2;

    /// <summary>Divide by zero.</summary>
    public const uint DZ = 1 << 3;

    /// <summary>Invalid operation.</summary>
    public const uint NV = 1 << 4;
}
