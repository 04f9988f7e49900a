namespace Sim.CoreEmulator.Debugging;

/// <summary>Memory that a debugger watches.</summary>
/// <param name="Kind">2 writes, 3 reads, 4 both.</param>
/// <param name="Address">Its virtual address.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct Watchpoint(int Kind, ulong Address, ulong Length)
{
    /// <summary>Whether an access concerns it.</summary>
    public bool Sees(ulong address, int size, bool isStore) =>
        (isStore ? Kind != 3 : Kind != 2) && address < Address + Length && Address < address + (ulong)size;
}
