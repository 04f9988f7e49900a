namespace Sim.CoreEmulator.Floating;

/// <summary>A binary interchange format of IEEE 754-2008: how its numbers are laid out, and who does arithmetic on them.</summary>
/// <remarks>Values are their bits, in the low <see cref="Width"/> bits of a ulong whose others are zero.</remarks>
internal interface IFormat
{
    /// <summary>Bits of a number: sign, exponent, trailing significand ("fraction").</summary>
    static abstract int Width { get; }

    /// <summary>Bits of the fraction: at most 52, which the algorithms count on.</summary>
    static abstract int FractionBits { get; }

    /// <summary>a + b.</summary>
    static abstract ulong Add(ulong a, ulong b, uint rm, ref uint flags);

    /// <summary>a × b.</summary>
    static abstract ulong Multiply(ulong a, ulong b, uint rm, ref uint flags);

    /// <summary>a ÷ b.</summary>
    static abstract ulong Divide(ulong a, ulong b, uint rm, ref uint flags);

    /// <summary>√a.</summary>
    static abstract ulong SquareRoot(ulong a, uint rm, ref uint flags);

    /// <summary>a × b + c, rounded once.</summary>
    static abstract ulong MultiplyAdd(ulong a, ulong b, ulong c, uint rm, ref uint flags);
}
