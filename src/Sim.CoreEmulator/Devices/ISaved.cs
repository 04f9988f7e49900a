using System.IO;

namespace Sim.CoreEmulator.Devices;

/// <summary>Something with state that a checkpoint keeps.</summary>
internal interface ISaved
{
    /// <summary>Writes its state.</summary>
    void Save(BinaryWriter writer);

    /// <summary>Reads it back.</summary>
    void Load(BinaryReader reader);
}
