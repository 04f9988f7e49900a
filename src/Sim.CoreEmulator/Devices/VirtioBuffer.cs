namespace Sim.CoreEmulator.Devices;

/// <summary>A stretch of guest memory in a request; all of it lies in main memory.</summary>
/// <param name="Address">Its physical address.</param>
/// <param name="Length">Bytes.</param>
/// <param name="IsWritable">Whether the device writes it; otherwise it reads.</param>
internal readonly record struct VirtioBuffer(ulong Address, uint Length, bool IsWritable);
