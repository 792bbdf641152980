"""What speaks for a dataset card, a model card, either of them, or another document.

The table says where words are looked for, which side they speak for, how many points each
different word is worth, and the words. Points are whole numbers a person can argue about:
8 settles the matter alone, 4 is just enough for a card (see ``recognition.CARD_POINTS``),
1 only counts beside others. The front-matter keys are those of the Hugging Face Hub's dataset
and model cards; the headings those of its card templates, of Model Cards for Model Reporting
(Mitchell et al. 2019) and of Datasheets for Datasets (Gebru et al. 2021).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

Side = Literal["dataset", "model", "card", "other"]
Place = Literal["name", "key", "heading", "title", "lead", "text"]


class Hit(NamedTuple):
    """One word found: the side it speaks for, its points, where it stood and the word."""

    side: Side
    points: int
    place: Place
    word: str


# Words in lower case, with " | " between them. Keys and headings must be equal to one; a
# title, the opening and the text must contain it.
TABLE: Mapping[tuple[Place, Side, int], str] = {
    # Front-matter keys.
    ("key", "dataset", 8): """
        task_categories | task_ids | size_categories | annotations_creators |
        language_creators | source_datasets | multilinguality | dataset_info | configs |
        viewer | pretty_name | paperswithcode_id | train-eval-index
    """,
    ("key", "model", 8): """
        pipeline_tag | library_name | base_model | base_model_relation | model-index |
        model_name | new_version | widget | inference | metrics | co2_eq_emissions |
        quantized_by
    """,
    ("key", "model", 4): """
        datasets
    """,
    ("key", "card", 4): """
        license | licenses | license_name | license_link | license_details | language |
        languages | language_bcp47 | extra_gated_prompt | extra_gated_fields |
        extra_gated_heading
    """,
    ("key", "card", 3): """
        tags | thumbnail
    """,
    ("key", "other", 4): """
        layout | slug | permalink | sidebar | sidebar_label | sidebar_position | nav_order |
        has_children | published | draft | date | author | authors | excerpt | categories |
        labels | assignees | about | title | name | description
    """,
    # Headings, labels in bold type, labelled bullets.
    ("heading", "dataset", 3): """
        dataset summary | dataset description | dataset structure | dataset creation |
        dataset details | dataset overview | dataset information | dataset statistics |
        dataset composition | dataset sources | dataset curators | data instances |
        data fields | data splits | data composition | curation rationale | source data |
        annotations | annotation process | who are the annotators |
        who are the source language producers | initial data collection and normalization |
        data collection and processing | data collection process | collection process |
        preprocessing/cleaning/labeling | personal and sensitive information |
        considerations for using the data | social impact of dataset |
        social impact of the dataset | discussion of biases | other known limitations |
        supported tasks | supported tasks and leaderboards |
        数据集描述 | 数据集简介 | 数据集介绍 | 数据集概述 | 数据集结构 | 数据字段 | 数据来源 |
        データセットの概要 | データセットの説明 | 데이터셋 설명 | 데이터셋 구조 |
        resumen del dataset | descripción del dataset | estructura del dataset |
        descripción del conjunto de datos | descrição do dataset | estrutura do dataset |
        descrição do conjunto de dados | description du jeu de données |
        structure du jeu de données | datensatzbeschreibung | beschreibung des datensatzes
    """,
    ("heading", "dataset", 2): """
        motivation | composition | collection | distribution | maintenance | fields | columns |
        schema | splits | data format | dataset format | data collection | source of language |
        source of annotations | label type | text type | record unit | licensing information
    """,
    ("heading", "model", 3): """
        model description | model details | model information | model overview | model summary |
        model type | model date | model version | model versions | model architecture |
        model sources | model use | model usage | model scope | model training |
        model performance | model limitations | model specification | model weights |
        model finetuning | model in action | base model | intended use | intended uses |
        intended uses & limitations | intended use cases | downstream use | training data |
        training dataset | training datasets | training procedure | training details |
        training configuration | training hyperparameters | training parameters |
        training setting | training objective | hyperparameters | pretraining | pre-training |
        pretraining data | pre-training data | pretraining details | pre-training details |
        pretraining corpora | pre-training corpora | pretraining procedure | evaluation data |
        evaluation datasets | evaluation results | eval results | quantitative analyses |
        limitations and bias | bias, risks, and limitations | caveats and recommendations |
        ethical considerations and limitations | environmental impact | hardware and software |
        how to get started with the model |
        模型介绍 | 模型描述 | 模型简介 | 模型架构 | 模型结构 | 模型信息 | 模型概述 | 训练数据 |
        训练过程 | 训练细节 | モデル概要 | モデルの概要 | モデルの説明 | 学習データ |
        모델 설명 | 모델 개요 | 학습 데이터 | descripción del modelo | datos de entrenamiento |
        uso previsto | descrição do modelo | dados de treinamento | description du modèle |
        données d'entraînement | modellbeschreibung | trainingsdaten
    """,
    ("heading", "model", 1): """
        training | fine-tuning | finetuning
    """,
    ("heading", "card", 2): """
        uses | direct use | out-of-scope use | out-of-scope uses | out of scope | limitations |
        known limitations | performance and limitations | biases | what is it |
        ethical considerations | recommendations | how to cite | citing |
        bibtex entry and citation info
    """,
    ("heading", "card", 1): """
        citation | license | languages | how to use | results | metrics | evaluation |
        performance
    """,
    ("heading", "other", 3): """
        installation | install | installing | setup | environment | environment setup |
        dependencies | getting started | quickstart | features | documentation | purpose |
        use cases | about the task | useful resources | api | cli | command line interface |
        project structure | repository structure | code structure | development | developing |
        tests | testing | troubleshooting | faq | support | telemetry | contributing |
        contribute | how to contribute | code of conduct | roadmap | changelog | what's new |
        updates | news | todo | todos | 安装 | 更新日志 | 项目结构 | 项目概述 |
        metric description | output values | values from popular papers | further references |
        pinout | pin description | electrical characteristics | absolute maximum ratings |
        mechanical dimensions
    """,
    ("heading", "other", 1): """
        requirements | quick start | examples | example | model zoo | contents | resources |
        references
    """,
    # The first heading.
    ("title", "model", 6): """
        model card | modelcard | 模型卡 | モデルカード | 모델 카드
    """,
    ("title", "dataset", 6): """
        dataset card | datasetcard | data card | datacard | datasheet | data sheet |
        data statement | 数据集卡 | データセットカード | 데이터셋 카드
    """,
    ("title", "model", 2): """
        model | bert | gpt | electra | xlnet | t5- | bart- | longformer | pegasus | llama |
        qwen | lora | fine-tuned | finetuned
    """,
    ("title", "dataset", 2): """
        dataset | corpus
    """,
    ("title", "other", 6): """
        model cards | dataset cards | data cards | checklist | guidebook | toolkit | changelog |
        metric card
    """,
    # The opening lines of prose.
    ("lead", "model", 2): """
        this model | is a model | fine-tuned | finetuned | pre-trained | pretrained |
        trained on | language model |
        este modelo | ce modèle | dieses modell | 该模型 | 本模型 | 此模型 | このモデル |
        이 모델
    """,
    ("lead", "model", 1): """
        model is | models are | checkpoint | transformer
    """,
    ("lead", "dataset", 2): """
        this dataset | is a dataset | dataset of | datasheet |
        este dataset | este conjunto de da | este corpus | ce jeu de données | ce corpus |
        dieser datensatz | dieses korpus | 该数据集 | 本数据集 | 此数据集 | このデータセット |
        이 데이터셋
    """,
    ("lead", "other", 2): """
        this repo | library | toolkit | codebase | framework | package | implementation of |
        this guide | this page | this document | platform | command
    """,
    ("lead", "other", 4): """
        doc-builder
    """,
    # Anywhere in the text.
    ("text", "model", 1): """
        this model | the model was | model was trained | trained on | fine-tuned |
        fine-tuned on | finetuned | finetuned on | pretrained model | pre-trained model |
        language model | from_pretrained( | automodel | pipeline( | --model_name_or_path
    """,
    ("text", "dataset", 1): """
        dataset card | data card | datasheet | this dataset | the dataset is | the dataset was |
        the dataset contains | load_dataset( | annotators | annotated | corpus
    """,
    ("text", "dataset", 4): """
        for what purpose was the dataset created | who created the dataset | who funded the |
        what do the instances
    """,
    ("text", "other", 3): """
        shields.io | badge.svg | [[autodoc]] | npm install | docker run | contributing.md |
        pull request | your model | your dataset | [model card]( | [dataset card]( |
        [data card]( | [datasheet]( | model cards | metric card
    """,
    ("text", "other", 2): """
        git clone | pip install -e | pip install . | conda create | conda env create |
        this repo | this codebase | this package | this library | toolkit |
        official implementation | official code | voltage | gpio | microcontroller | pinout
    """,
}


@cache
def words(place: Place) -> dict[str, Hit]:
    """The hits that words found at ``place`` make, by word."""
    return {
        word: Hit(side, points, place, word)
        for (where, side, points), text in TABLE.items()
        if where == place
        for word in " ".join(text.split()).split(" | ")
    }
