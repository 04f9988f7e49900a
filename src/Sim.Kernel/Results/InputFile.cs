namespace Sim.Kernel.Results;

/// <summary>A file that a run read.</summary>
/// <param name="Path">As written in the scenario, relative to its folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal; for a folder, that of its files' names and hashes in order.</param>
public sealed record InputFile(string Path, long Bytes, string Sha256);
