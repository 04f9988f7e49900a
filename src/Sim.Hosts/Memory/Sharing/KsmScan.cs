namespace Sim.Hosts.Memory.Sharing;

/// <summary>What a batch, or a number of them, came to.</summary>
/// <param name="Scanned">Pages that were looked at, not those left out.</param>
/// <param name="Hashed">Pages of which a checksum was taken.</param>
/// <param name="Compared">Comparisons with pages of the trees.</param>
/// <param name="Ended">Whether the pass came to its end.</param>
internal readonly record struct KsmScan(double Scanned, double Hashed, double Compared, bool Ended);
