namespace Sim.CoreEmulator.Memory;

/// <summary>Sees each access that instructions make: a commit log, a debugger's watchpoints. While there is one, no access goes past it through the TLB.</summary>
internal interface IMemoryObserver
{
    /// <summary>Memory was read; the value is zero-extended.</summary>
    void Loaded(ulong address, int size, ulong value);

    /// <summary>Memory was written.</summary>
    void Stored(ulong address, int size, ulong value);
}
