namespace Sim.CoreEmulator.Floating;

/// <summary>Half precision, of Zfh. (The host's Half computes in single precision and is no faster.)</summary>
internal readonly struct Binary16 : IFormat
{
    public static int Width => 16;

    public static int FractionBits => 10;

    public static ulong Add(ulong a, ulong b, uint rm, ref uint flags) => Arithmetic.Add<Binary16>(a, b, rm, ref flags);

    public static ulong Multiply(ulong a, ulong b, uint rm, ref uint flags) => Arithmetic.Multiply<Binary16>(a, b, rm, ref flags);

    public static ulong Divide(ulong a, ulong b, uint rm, ref uint flags) => Arithmetic.Divide<Binary16>(a, b, rm, ref flags);

    public static ulong SquareRoot(ulong a, uint rm, ref uint flags) => Arithmetic.SquareRoot<Binary16>(a, rm, ref flags);

    public static ulong MultiplyAdd(ulong a, ulong b, ulong c, uint rm, ref uint flags) =>
        Arithmetic.MultiplyAdd<Binary16>(a, b, c, rm, ref flags);
}
