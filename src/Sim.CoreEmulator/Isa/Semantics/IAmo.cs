namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>What an atomic memory operation writes. Both sources and the result are taken in the operation's width; of words, both come sign-extended.</summary>
internal interface IAmo
{
    /// <summary>The value that memory gets.</summary>
    static abstract ulong Of(ulong memory, ulong rs2);
}
