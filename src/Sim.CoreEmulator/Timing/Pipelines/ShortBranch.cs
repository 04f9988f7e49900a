namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>How far a conditional branch would jump, from its bits.</summary>
internal static class ShortBranch
{
    /// <summary>Bytes forward; huge for backward.</summary>
    public static ulong Way(uint bits)
    {
        // Immediate of the B-type. Unprivileged manual, "Immediate Encoding Variants".
        long sign = (int)bits >> 31;
        ulong way = (ulong)(sign << 12) | ((bits & 0x80UL) << 4) | ((bits >> 20) & 0x7E0) | ((bits >> 7) & 0x1E);
        return way;
    }
}
